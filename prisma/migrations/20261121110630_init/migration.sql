-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "groups" TEXT[],
    "locale" TEXT NOT NULL DEFAULT 'en',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "itemKey" TEXT NOT NULL,
    "nextItem" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "orphanedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "teamId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("teamId","personId")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "teamId" UUID,
    "environment" TEXT,
    "source" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "stateHash" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "codeVerifier" TEXT NOT NULL,
    "returnTo" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("stateHash")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WallScreen" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "teamId" UUID NOT NULL,
    "createdBy" UUID NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    "lastSeenAt" TIMESTAMPTZ(3),

    CONSTRAINT "WallScreen_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "actorId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "teamId" UUID,
    "environment" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "requestId" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditChain" (
    "position" BIGSERIAL NOT NULL,
    "auditId" UUID NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "Artifact" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "platformDigests" TEXT[],
    "repository" TEXT NOT NULL,
    "tags" TEXT[],
    "version" TEXT,
    "commitSha" TEXT,
    "commitId" UUID,
    "runId" UUID,
    "serviceId" UUID,
    "sizeBytes" BIGINT,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "evidence" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entity" (
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "namespace" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT NOT NULL,
    "type" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "ownerTeamId" UUID,
    "ownerRef" TEXT,
    "lifecycle" TEXT,
    "tier" INTEGER,
    "systemName" TEXT,
    "tags" TEXT[],
    "links" JSONB NOT NULL DEFAULT '[]',
    "annotations" JSONB NOT NULL DEFAULT '{}',
    "labels" JSONB NOT NULL DEFAULT '{}',
    "document" JSONB NOT NULL,
    "repositoryId" UUID,
    "sourcePath" TEXT,
    "sourceUrl" TEXT,
    "sourceSha" TEXT,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,
    "orphanedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityRelation" (
    "id" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "toRef" TEXT NOT NULL,
    "toId" UUID,

    CONSTRAINT "EntityRelation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Repository" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "externalId" BIGINT,
    "url" TEXT NOT NULL,
    "defaultBranch" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL DEFAULT false,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,
    "syncedAt" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogProblem" (
    "id" UUID NOT NULL,
    "repositoryId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,
    "code" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "sha" TEXT,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CatalogProblem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Environment" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "production" BOOLEAN NOT NULL DEFAULT false,
    "autoRollback" TEXT,

    CONSTRAINT "Environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceEnvironment" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "autoRollback" TEXT,
    "runningDigest" TEXT,
    "runningSince" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'unknown',
    "desired" INTEGER NOT NULL DEFAULT 0,
    "ready" INTEGER NOT NULL DEFAULT 0,
    "observedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ServiceEnvironment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeploymentTarget" (
    "id" UUID NOT NULL,
    "serviceEnvironmentId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "container" TEXT NOT NULL,

    CONSTRAINT "DeploymentTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionTemplate" (
    "id" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "revision" INTEGER,
    "template" JSONB NOT NULL,
    "digest" TEXT,
    "image" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevisionTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deployment" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "digest" TEXT,
    "image" TEXT NOT NULL,
    "artifactId" UUID,
    "fromDigest" TEXT,
    "fromImage" TEXT,
    "fromArtifactId" UUID,
    "status" TEXT NOT NULL,
    "outcome" JSONB,
    "actor" JSONB NOT NULL,
    "reason" TEXT,
    "rollbackOfId" UUID,
    "incidentId" UUID,
    "templateId" UUID,
    "generation" BIGINT,
    "templateHash" TEXT,
    "progress" JSONB,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "rolledOutAt" TIMESTAMPTZ(3),
    "deadlineAt" TIMESTAMPTZ(3),
    "watchUntil" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VersionHold" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" JSONB NOT NULL,
    "deploymentId" UUID,
    "incidentId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "liftedAt" TIMESTAMPTZ(3),
    "liftedBy" JSONB,
    "liftReason" TEXT,

    CONSTRAINT "VersionHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "connectionId" UUID,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "severity" TEXT,
    "labels" JSONB NOT NULL,
    "annotations" JSONB NOT NULL,
    "generatorUrl" TEXT,
    "serviceId" UUID,
    "environmentId" UUID,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 1,
    "payload" JSONB NOT NULL,
    "incidentId" UUID,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IncidentFamily" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "itemId" UUID,
    "recurrences" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3),

    CONSTRAINT "IncidentFamily_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "familyId" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "teamId" UUID,
    "title" JSONB NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "detectedAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" JSONB,
    "resolvedAt" TIMESTAMPTZ(3),
    "flaps" INTEGER NOT NULL DEFAULT 0,
    "suspectId" UUID,
    "suspicion" JSONB,
    "suspectState" TEXT,
    "graph" JSONB,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoopNode" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "serviceId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "itemId" UUID,
    "pullRequestId" UUID,
    "commitId" UUID,
    "runId" UUID,
    "artifactId" UUID,
    "deploymentId" UUID,
    "alertId" UUID,
    "incidentId" UUID,

    CONSTRAINT "LoopNode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoopEdge" (
    "id" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "confidence" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LoopEdge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoopProjection" (
    "nodeId" UUID NOT NULL,
    "stations" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LoopProjection_pkey" PRIMARY KEY ("nodeId")
);

-- CreateTable
CREATE TABLE "Workflow" (
    "id" UUID NOT NULL,
    "repositoryId" UUID NOT NULL,
    "externalId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "inputs" JSONB,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Workflow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunRequest" (
    "id" UUID NOT NULL,
    "workflowId" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "actor" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "failure" JSONB,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dispatchedAt" TIMESTAMPTZ(3),
    "runId" UUID,

    CONSTRAINT "RunRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL,
    "repositoryId" UUID NOT NULL,
    "externalId" BIGINT NOT NULL,
    "workflowId" UUID,
    "serviceId" UUID,
    "attempt" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "branch" TEXT,
    "headSha" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "conclusion" TEXT,
    "actorLogin" TEXT,
    "url" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunJob" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "externalId" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "conclusion" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "steps" JSONB NOT NULL,
    "url" TEXT,

    CONSTRAINT "RunJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commit" (
    "id" UUID NOT NULL,
    "repositoryId" UUID NOT NULL,
    "sha" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "authorLogin" TEXT,
    "authoredAt" TIMESTAMPTZ(3) NOT NULL,
    "parents" TEXT[],
    "url" TEXT NOT NULL,

    CONSTRAINT "Commit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Branch" (
    "repositoryId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "headSha" TEXT NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Branch_pkey" PRIMARY KEY ("repositoryId","name")
);

-- CreateTable
CREATE TABLE "PullRequest" (
    "id" UUID NOT NULL,
    "repositoryId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL DEFAULT false,
    "headRef" TEXT NOT NULL,
    "headSha" TEXT NOT NULL,
    "baseRef" TEXT NOT NULL,
    "mergeSha" TEXT,
    "authorLogin" TEXT,
    "url" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "mergedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PullRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sprint" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "goal" TEXT,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "report" JSONB,

    CONSTRAINT "Sprint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Item" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "teamId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "estimate" INTEGER,
    "state" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "assigneeId" UUID,
    "serviceId" UUID,
    "sprintId" UUID,
    "parentId" UUID,
    "labels" TEXT[],
    "carriedOver" INTEGER NOT NULL DEFAULT 0,
    "triage" TEXT,
    "snoozedUntil" TIMESTAMPTZ(3),
    "triageReason" TEXT,
    "duplicateOfId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoopEvent" (
    "id" UUID NOT NULL,
    "position" BIGINT,
    "type" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "serviceId" UUID,
    "teamId" UUID,
    "data" JSONB NOT NULL,

    CONSTRAINT "LoopEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LiveChange" (
    "id" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LiveChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FailedJob" (
    "id" UUID NOT NULL,
    "queue" TEXT NOT NULL,
    "jobId" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "failedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retriedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FailedJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealedCredential" BYTEA,
    "source" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "lastSuccessAt" TIMESTAMPTZ(3),
    "lastErrorAt" TIMESTAMPTZ(3),
    "lastError" JSONB,
    "lagMs" INTEGER,
    "rateLeft" INTEGER,
    "version" TEXT,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workload" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "serviceId" UUID,
    "environment" TEXT,
    "matchedBy" TEXT,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "image" TEXT,
    "revision" INTEGER,
    "generation" BIGINT NOT NULL,
    "observedGeneration" BIGINT NOT NULL,
    "desired" INTEGER NOT NULL,
    "updated" INTEGER NOT NULL,
    "ready" INTEGER NOT NULL,
    "available" INTEGER NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "templateHash" TEXT,
    "changeCause" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Workload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pod" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "workloadId" UUID,
    "ownerName" TEXT,
    "templateHash" TEXT,
    "phase" TEXT NOT NULL,
    "ready" BOOLEAN NOT NULL,
    "reason" TEXT,
    "message" TEXT,
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "digest" TEXT,
    "image" TEXT,
    "node" TEXT,
    "podIp" TEXT,
    "containers" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "deletingAt" TIMESTAMPTZ(3),
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Pod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClusterEvent" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "involvedKind" TEXT NOT NULL,
    "involvedName" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClusterEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_login_key" ON "Person"("login");

-- CreateIndex
CREATE UNIQUE INDEX "Person_issuer_subject_key" ON "Person"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "Team_name_key" ON "Team"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Team_itemKey_key" ON "Team"("itemKey");

-- CreateIndex
CREATE INDEX "TeamMember_personId_idx" ON "TeamMember"("personId");

-- CreateIndex
CREATE INDEX "RoleGrant_personId_idx" ON "RoleGrant"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_personId_idx" ON "ApiToken"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "WallScreen_tokenHash_key" ON "WallScreen"("tokenHash");

-- CreateIndex
CREATE INDEX "WallScreen_teamId_idx" ON "WallScreen"("teamId");

-- CreateIndex
CREATE INDEX "AuditEntry_at_id_idx" ON "AuditEntry"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectKind_subjectId_at_idx" ON "AuditEntry"("subjectKind", "subjectId", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "AuditChain_auditId_key" ON "AuditChain"("auditId");

-- CreateIndex
CREATE UNIQUE INDEX "Artifact_digest_key" ON "Artifact"("digest");

-- CreateIndex
CREATE INDEX "Artifact_serviceId_createdAt_idx" ON "Artifact"("serviceId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Artifact_commitSha_idx" ON "Artifact"("commitSha");

-- CreateIndex
CREATE INDEX "Artifact_runId_idx" ON "Artifact"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "Entity_ref_key" ON "Entity"("ref");

-- CreateIndex
CREATE INDEX "Entity_kind_type_name_idx" ON "Entity"("kind", "type", "name");

-- CreateIndex
CREATE INDEX "Entity_ownerTeamId_idx" ON "Entity"("ownerTeamId");

-- CreateIndex
CREATE INDEX "Entity_systemName_idx" ON "Entity"("systemName");

-- CreateIndex
CREATE INDEX "EntityRelation_toId_idx" ON "EntityRelation"("toId");

-- CreateIndex
CREATE INDEX "EntityRelation_toRef_idx" ON "EntityRelation"("toRef");

-- CreateIndex
CREATE UNIQUE INDEX "EntityRelation_fromId_type_toRef_key" ON "EntityRelation"("fromId", "type", "toRef");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_slug_key" ON "Repository"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Repository_externalId_key" ON "Repository"("externalId");

-- CreateIndex
CREATE INDEX "CatalogProblem_repositoryId_path_idx" ON "CatalogProblem"("repositoryId", "path");

-- CreateIndex
CREATE UNIQUE INDEX "Environment_name_key" ON "Environment"("name");

-- CreateIndex
CREATE INDEX "ServiceEnvironment_environmentId_status_idx" ON "ServiceEnvironment"("environmentId", "status");

-- CreateIndex
CREATE INDEX "ServiceEnvironment_runningDigest_idx" ON "ServiceEnvironment"("runningDigest");

-- CreateIndex
CREATE UNIQUE INDEX "ServiceEnvironment_serviceId_environmentId_key" ON "ServiceEnvironment"("serviceId", "environmentId");

-- CreateIndex
CREATE INDEX "DeploymentTarget_serviceEnvironmentId_idx" ON "DeploymentTarget"("serviceEnvironmentId");

-- CreateIndex
CREATE UNIQUE INDEX "DeploymentTarget_connectionId_namespace_kind_name_key" ON "DeploymentTarget"("connectionId", "namespace", "kind", "name");

-- CreateIndex
CREATE INDEX "RevisionTemplate_targetId_lastSeenAt_idx" ON "RevisionTemplate"("targetId", "lastSeenAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "RevisionTemplate_targetId_hash_key" ON "RevisionTemplate"("targetId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_rollbackOfId_key" ON "Deployment"("rollbackOfId");

-- CreateIndex
CREATE INDEX "Deployment_serviceId_environmentId_requestedAt_idx" ON "Deployment"("serviceId", "environmentId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "Deployment_requestedAt_id_idx" ON "Deployment"("requestedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Deployment_environmentId_requestedAt_idx" ON "Deployment"("environmentId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "Deployment_status_idx" ON "Deployment"("status");

-- CreateIndex
CREATE INDEX "Deployment_digest_idx" ON "Deployment"("digest");

-- CreateIndex
CREATE INDEX "VersionHold_serviceId_digest_idx" ON "VersionHold"("serviceId", "digest");

-- CreateIndex
CREATE INDEX "Alert_fingerprint_startsAt_idx" ON "Alert"("fingerprint", "startsAt" DESC);

-- CreateIndex
CREATE INDEX "Alert_serviceId_endsAt_startsAt_idx" ON "Alert"("serviceId", "endsAt", "startsAt" DESC);

-- CreateIndex
CREATE INDEX "Alert_incidentId_idx" ON "Alert"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "IncidentFamily_itemId_key" ON "IncidentFamily"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "IncidentFamily_serviceId_environmentId_cause_key" ON "IncidentFamily"("serviceId", "environmentId", "cause");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_number_key" ON "Incident"("number");

-- CreateIndex
CREATE INDEX "Incident_status_startedAt_idx" ON "Incident"("status", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Incident_serviceId_environmentId_startedAt_idx" ON "Incident"("serviceId", "environmentId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Incident_teamId_status_idx" ON "Incident"("teamId", "status");

-- CreateIndex
CREATE INDEX "Incident_startedAt_id_idx" ON "Incident"("startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_itemId_key" ON "LoopNode"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_pullRequestId_key" ON "LoopNode"("pullRequestId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_commitId_key" ON "LoopNode"("commitId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_runId_key" ON "LoopNode"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_artifactId_key" ON "LoopNode"("artifactId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_deploymentId_key" ON "LoopNode"("deploymentId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_alertId_key" ON "LoopNode"("alertId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_incidentId_key" ON "LoopNode"("incidentId");

-- CreateIndex
CREATE INDEX "LoopNode_serviceId_kind_idx" ON "LoopNode"("serviceId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "LoopNode_kind_key_key" ON "LoopNode"("kind", "key");

-- CreateIndex
CREATE INDEX "LoopEdge_toId_idx" ON "LoopEdge"("toId");

-- CreateIndex
CREATE UNIQUE INDEX "LoopEdge_fromId_toId_kind_key" ON "LoopEdge"("fromId", "toId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Workflow_repositoryId_externalId_key" ON "Workflow"("repositoryId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "RunRequest_runId_key" ON "RunRequest"("runId");

-- CreateIndex
CREATE INDEX "RunRequest_status_idx" ON "RunRequest"("status");

-- CreateIndex
CREATE INDEX "Run_serviceId_createdAt_idx" ON "Run"("serviceId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Run_createdAt_id_idx" ON "Run"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Run_headSha_idx" ON "Run"("headSha");

-- CreateIndex
CREATE INDEX "Run_status_idx" ON "Run"("status");

-- CreateIndex
CREATE UNIQUE INDEX "Run_repositoryId_externalId_key" ON "Run"("repositoryId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "RunJob_externalId_key" ON "RunJob"("externalId");

-- CreateIndex
CREATE INDEX "RunJob_runId_idx" ON "RunJob"("runId");

-- CreateIndex
CREATE INDEX "Commit_repositoryId_authoredAt_idx" ON "Commit"("repositoryId", "authoredAt" DESC);

-- CreateIndex
CREATE INDEX "Commit_sha_idx" ON "Commit"("sha");

-- CreateIndex
CREATE UNIQUE INDEX "Commit_repositoryId_sha_key" ON "Commit"("repositoryId", "sha");

-- CreateIndex
CREATE INDEX "PullRequest_state_createdAt_idx" ON "PullRequest"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "PullRequest_repositoryId_number_key" ON "PullRequest"("repositoryId", "number");

-- CreateIndex
CREATE INDEX "Sprint_teamId_state_idx" ON "Sprint"("teamId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Sprint_teamId_name_key" ON "Sprint"("teamId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Item_key_key" ON "Item"("key");

-- CreateIndex
CREATE INDEX "Item_sprintId_state_rank_idx" ON "Item"("sprintId", "state", "rank");

-- CreateIndex
CREATE INDEX "Item_teamId_state_rank_idx" ON "Item"("teamId", "state", "rank");

-- CreateIndex
CREATE INDEX "Item_teamId_triage_idx" ON "Item"("teamId", "triage");

-- CreateIndex
CREATE INDEX "Item_serviceId_state_idx" ON "Item"("serviceId", "state");

-- CreateIndex
CREATE INDEX "Item_assigneeId_state_idx" ON "Item"("assigneeId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Item_teamId_number_key" ON "Item"("teamId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "LoopEvent_position_key" ON "LoopEvent"("position");

-- CreateIndex
CREATE INDEX "LoopEvent_subjectKind_subjectId_occurredAt_idx" ON "LoopEvent"("subjectKind", "subjectId", "occurredAt" DESC);

-- CreateIndex
CREATE INDEX "LoopEvent_serviceId_occurredAt_idx" ON "LoopEvent"("serviceId", "occurredAt" DESC);

-- CreateIndex
CREATE INDEX "LoopEvent_teamId_occurredAt_idx" ON "LoopEvent"("teamId", "occurredAt" DESC);

-- CreateIndex
CREATE INDEX "LoopEvent_recordedAt_idx" ON "LoopEvent"("recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "LiveChange_position_key" ON "LiveChange"("position");

-- CreateIndex
CREATE INDEX "LiveChange_at_idx" ON "LiveChange"("at");

-- CreateIndex
CREATE INDEX "WebhookDelivery_receivedAt_idx" ON "WebhookDelivery"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_source_deliveryId_key" ON "WebhookDelivery"("source", "deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "FailedJob_jobId_key" ON "FailedJob"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_kind_name_key" ON "Connection"("kind", "name");

-- CreateIndex
CREATE INDEX "Workload_serviceId_environment_idx" ON "Workload"("serviceId", "environment");

-- CreateIndex
CREATE UNIQUE INDEX "Workload_connectionId_namespace_kind_name_key" ON "Workload"("connectionId", "namespace", "kind", "name");

-- CreateIndex
CREATE INDEX "Pod_workloadId_idx" ON "Pod"("workloadId");

-- CreateIndex
CREATE INDEX "Pod_connectionId_namespace_name_idx" ON "Pod"("connectionId", "namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Pod_connectionId_uid_key" ON "Pod"("connectionId", "uid");

-- CreateIndex
CREATE INDEX "ClusterEvent_connectionId_namespace_involvedName_lastAt_idx" ON "ClusterEvent"("connectionId", "namespace", "involvedName", "lastAt" DESC);

-- CreateIndex
CREATE INDEX "ClusterEvent_lastAt_idx" ON "ClusterEvent"("lastAt");

-- CreateIndex
CREATE UNIQUE INDEX "ClusterEvent_connectionId_uid_key" ON "ClusterEvent"("connectionId", "uid");

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WallScreen" ADD CONSTRAINT "WallScreen_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WallScreen" ADD CONSTRAINT "WallScreen_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditChain" ADD CONSTRAINT "AuditChain_auditId_fkey" FOREIGN KEY ("auditId") REFERENCES "AuditEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_commitId_fkey" FOREIGN KEY ("commitId") REFERENCES "Commit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_ownerTeamId_fkey" FOREIGN KEY ("ownerTeamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityRelation" ADD CONSTRAINT "EntityRelation_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityRelation" ADD CONSTRAINT "EntityRelation_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CatalogProblem" ADD CONSTRAINT "CatalogProblem_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceEnvironment" ADD CONSTRAINT "ServiceEnvironment_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceEnvironment" ADD CONSTRAINT "ServiceEnvironment_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_serviceEnvironmentId_fkey" FOREIGN KEY ("serviceEnvironmentId") REFERENCES "ServiceEnvironment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentTarget" ADD CONSTRAINT "DeploymentTarget_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionTemplate" ADD CONSTRAINT "RevisionTemplate_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "DeploymentTarget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_artifactId_fkey" FOREIGN KEY ("artifactId") REFERENCES "Artifact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_fromArtifactId_fkey" FOREIGN KEY ("fromArtifactId") REFERENCES "Artifact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_rollbackOfId_fkey" FOREIGN KEY ("rollbackOfId") REFERENCES "Deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionHold" ADD CONSTRAINT "VersionHold_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionHold" ADD CONSTRAINT "VersionHold_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionHold" ADD CONSTRAINT "VersionHold_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentFamily" ADD CONSTRAINT "IncidentFamily_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentFamily" ADD CONSTRAINT "IncidentFamily_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentFamily" ADD CONSTRAINT "IncidentFamily_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "IncidentFamily"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_suspectId_fkey" FOREIGN KEY ("suspectId") REFERENCES "Deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_pullRequestId_fkey" FOREIGN KEY ("pullRequestId") REFERENCES "PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_commitId_fkey" FOREIGN KEY ("commitId") REFERENCES "Commit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_artifactId_fkey" FOREIGN KEY ("artifactId") REFERENCES "Artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopNode" ADD CONSTRAINT "LoopNode_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopEdge" ADD CONSTRAINT "LoopEdge_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "LoopNode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopEdge" ADD CONSTRAINT "LoopEdge_toId_fkey" FOREIGN KEY ("toId") REFERENCES "LoopNode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoopProjection" ADD CONSTRAINT "LoopProjection_nodeId_fkey" FOREIGN KEY ("nodeId") REFERENCES "LoopNode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workflow" ADD CONSTRAINT "Workflow_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunRequest" ADD CONSTRAINT "RunRequest_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "Workflow"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunRequest" ADD CONSTRAINT "RunRequest_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "Workflow"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunJob" ADD CONSTRAINT "RunJob_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commit" ADD CONSTRAINT "Commit_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Branch" ADD CONSTRAINT "Branch_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PullRequest" ADD CONSTRAINT "PullRequest_repositoryId_fkey" FOREIGN KEY ("repositoryId") REFERENCES "Repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sprint" ADD CONSTRAINT "Sprint_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_sprintId_fkey" FOREIGN KEY ("sprintId") REFERENCES "Sprint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_duplicateOfId_fkey" FOREIGN KEY ("duplicateOfId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workload" ADD CONSTRAINT "Workload_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workload" ADD CONSTRAINT "Workload_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pod" ADD CONSTRAINT "Pod_workloadId_fkey" FOREIGN KEY ("workloadId") REFERENCES "Workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "ReactionCursor" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReactionCursor_pkey" PRIMARY KEY ("name")
);

-- Places in line that the sequencer gives out.
CREATE SEQUENCE "loop_event_position";
CREATE SEQUENCE "live_change_position";
CREATE INDEX "LoopEvent_unplaced" ON "LoopEvent" ("recordedAt", "id") WHERE "position" IS NULL;
CREATE INDEX "LiveChange_unplaced" ON "LiveChange" ("id") WHERE "position" IS NULL;

-- Never two deployments at once for one service in one environment.
CREATE UNIQUE INDEX "Deployment_one_active" ON "Deployment" ("serviceId", "environmentId") WHERE "status" IN ('requested', 'applying', 'rolling');
-- One hold per version, one open incident per family, one row per alert and start.
CREATE UNIQUE INDEX "VersionHold_one_open" ON "VersionHold" ("serviceId", "digest") WHERE "liftedAt" IS NULL;
CREATE UNIQUE INDEX "Incident_one_open" ON "Incident" ("familyId") WHERE "resolvedAt" IS NULL;
CREATE UNIQUE INDEX "Alert_one_start" ON "Alert" ("fingerprint", "startsAt");
-- One running sprint per team.
CREATE UNIQUE INDEX "Sprint_one_active" ON "Sprint" ("teamId") WHERE "state" = 'active';
