-- AlterTable
ALTER TABLE "RevisionTemplate" ADD COLUMN     "held" JSONB;
