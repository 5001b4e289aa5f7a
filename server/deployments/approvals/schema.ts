import { z } from "zod";
import { overridesSchema } from "../gates/schema.ts";
import { actorRefSchema, environmentRefSchema, requestDeploymentSchema, serviceRefSchema } from "../schema.ts";

export const requestApprovalSchema = requestDeploymentSchema.omit({ expectedFromDigest: true });
export type RequestApproval = z.input<typeof requestApprovalSchema>;

export const decideApprovalSchema = z.strictObject({
	decision: z.enum(["approved", "rejected", "withdrawn"]),
	reason: z.string().trim().min(3).max(500).optional(),
});
export type DecideApproval = z.infer<typeof decideApprovalSchema>;

export const approvalStateSchema = z.enum(["waiting", "approved", "rejected", "withdrawn", "expired"]);
export type ApprovalState = z.infer<typeof approvalStateSchema>;

/** A request for a second person's word. */
export const approvalSchema = z.object({
	id: z.string(),
	service: serviceRefSchema,
	environment: environmentRefSchema,
	digest: z.string(),
	version: z.string().nullable(),
	state: approvalStateSchema,
	requestedBy: actorRefSchema,
	requestedAt: z.iso.datetime(),
	expiresAt: z.iso.datetime(),
	reason: z.string().nullable(),
	overrides: overridesSchema,
	decidedBy: actorRefSchema.nullable(),
	decidedAt: z.iso.datetime().nullable(),
	decideReason: z.string().nullable(),
	deploymentId: z.string().nullable(),
	/** Whether the reader may approve or reject it, and whether the reader asked for it. */
	mayDecide: z.boolean(),
	own: z.boolean(),
});
export type Approval = z.infer<typeof approvalSchema>;
