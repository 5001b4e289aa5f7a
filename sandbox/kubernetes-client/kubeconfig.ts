import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const clusterSchema = z.object({
	server: z.url({ protocol: /^https?$/ }),
	"certificate-authority-data": z.string().optional(),
	"certificate-authority": z.string().optional(),
	"insecure-skip-tls-verify": z.boolean().optional(),
});
const userSchema = z.object({
	"client-certificate-data": z.string().optional(),
	"client-certificate": z.string().optional(),
	"client-key-data": z.string().optional(),
	"client-key": z.string().optional(),
	token: z.string().optional(),
});
const contextSchema = z.object({ cluster: z.string(), user: z.string() });

const kubeconfigSchema = z.object({
	"current-context": z.string().optional(),
	clusters: z.array(z.object({ name: z.string(), cluster: clusterSchema })),
	contexts: z.array(z.object({ name: z.string(), context: contextSchema })),
	users: z.array(z.object({ name: z.string(), user: userSchema })),
});

/** How to reach an API server and who one is there; certificates and key in PEM. */
export type Connection = {
	server: string;
	ca: string | undefined;
	cert: string | undefined;
	key: string | undefined;
	token: string | undefined;
	skipVerify: boolean;
};

/**
 * Reads a kubeconfig file. Of the context `preferred`, when the file has one, else of the current context.
 * Throws, naming the file, when it cannot be read or the context is not there.
 */
export function readKubeconfig(file: string, preferred?: string): Connection {
	const parsed = kubeconfigSchema.safeParse(parse(readFileSync(file, "utf8")));
	if (!parsed.success) throw new Error(`${file} is no kubeconfig: ${z.prettifyError(parsed.error)}`);
	const config = parsed.data;
	const context =
		config.contexts.find((entry) => entry.name === preferred) ??
		config.contexts.find((entry) => entry.name === config["current-context"]);
	const cluster = config.clusters.find((entry) => entry.name === context?.context.cluster)?.cluster;
	const user = config.users.find((entry) => entry.name === context?.context.user)?.user;
	if (!cluster || !user) throw new Error(`${file}: its context ${config["current-context"]} lacks a cluster or a user`);
	const pem = (data: string | undefined, path: string | undefined) => {
		if (data) return Buffer.from(data, "base64").toString("utf8");
		return path ? readFileSync(resolve(dirname(file), path), "utf8") : undefined;
	};
	return {
		server: cluster.server.replace(/\/+$/, ""),
		ca: pem(cluster["certificate-authority-data"], cluster["certificate-authority"]),
		cert: pem(user["client-certificate-data"], user["client-certificate"]),
		key: pem(user["client-key-data"], user["client-key"]),
		token: user.token,
		skipVerify: cluster["insecure-skip-tls-verify"] ?? false,
	};
}
