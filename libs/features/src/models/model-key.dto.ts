import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** Names a model. */
export class ModelKeyRequest {
  /** Key of the model, as GET /models shows it. */
  @ApiProperty({ example: 'muse-mini' })
  @Length(1, 64)
  @IsString()
  model_key: string;
}
