-- AlterTable
ALTER TABLE "WorkloadChange" ADD COLUMN     "sealedValue" BYTEA;
