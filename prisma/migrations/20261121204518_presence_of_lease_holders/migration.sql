-- AlterTable
ALTER TABLE "Lease" ADD COLUMN     "present" BOOLEAN NOT NULL DEFAULT false;
