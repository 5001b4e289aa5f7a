-- AlterTable
ALTER TABLE "ServiceEnvironment" ADD COLUMN     "alertScaling" JSONB;
