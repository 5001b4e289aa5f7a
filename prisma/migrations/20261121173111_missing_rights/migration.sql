-- AlterTable
ALTER TABLE "Connection" ADD COLUMN     "missingRights" JSONB NOT NULL DEFAULT '[]';
