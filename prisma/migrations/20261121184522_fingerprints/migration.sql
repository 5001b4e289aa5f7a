-- AlterTable
ALTER TABLE "Workload" ADD COLUMN     "fingerprint" TEXT;
