-- AlterTable
ALTER TABLE "Workload" ADD COLUMN     "minReadySeconds" INTEGER;

-- CreateTable
CREATE TABLE "OnCallRota" (
    "teamId" UUID NOT NULL,
    "startsOn" TEXT NOT NULL,
    "time" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "OnCallRota_pkey" PRIMARY KEY ("teamId")
);

-- CreateTable
CREATE TABLE "OnCallMember" (
    "teamId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "personId" UUID NOT NULL,

    CONSTRAINT "OnCallMember_pkey" PRIMARY KEY ("teamId","position")
);

-- CreateTable
CREATE TABLE "OnCallOverride" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "personId" UUID,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OnCallOverride_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OnCallMember_personId_idx" ON "OnCallMember"("personId");

-- CreateIndex
CREATE INDEX "OnCallOverride_teamId_until_idx" ON "OnCallOverride"("teamId", "until");

-- CreateIndex
CREATE INDEX "OnCallOverride_personId_idx" ON "OnCallOverride"("personId");

-- AddForeignKey
ALTER TABLE "OnCallRota" ADD CONSTRAINT "OnCallRota_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnCallMember" ADD CONSTRAINT "OnCallMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "OnCallRota"("teamId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnCallMember" ADD CONSTRAINT "OnCallMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnCallOverride" ADD CONSTRAINT "OnCallOverride_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "OnCallRota"("teamId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OnCallOverride" ADD CONSTRAINT "OnCallOverride_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
