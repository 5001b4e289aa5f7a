import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { CertificateRequest, Issuer, KeyPair } from "./issue-certificate.ts";
import { issueCertificate } from "./issue-certificate.ts";

const authorityName = "harbor-ca";

export type Credentials = {
	authority: string;
	server: KeyPair;
	/** What the API server shows to kubelets. */
	kubeletClient: KeyPair;
	adminToken: string;
};

function write(file: string, content: string): void {
	writeFileSync(file, content, { mode: 0o600 });
}

function kept(folder: string, name: string, make: () => KeyPair): KeyPair {
	const [certificateFile, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
	if (!existsSync(certificateFile) || !existsSync(keyFile)) {
		const pair = make();
		write(keyFile, pair.key);
		write(certificateFile, pair.certificate);
	}
	return { certificate: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

function keptToken(folder: string, name: string): string {
	const file = join(folder, name);
	if (!existsSync(file)) write(file, randomBytes(32).toString("base64url"));
	return readFileSync(file, "utf8").trim();
}

type User = { name: string; credentials: Record<string, string> };

function kubeconfig(server: string, authority: string, user: User): string {
	const base64 = Buffer.from(authority).toString("base64");
	return stringify({
		apiVersion: "v1",
		kind: "Config",
		"current-context": "harbor",
		clusters: [{ name: "harbor", cluster: { server, "certificate-authority-data": base64 } }],
		contexts: [{ name: "harbor", context: { cluster: "harbor", user: user.name } }],
		users: [{ name: user.name, user: user.credentials }],
	});
}

const requests: Record<string, CertificateRequest> = {
	apiserver: {
		commonName: "kube-apiserver",
		usage: "server",
		addresses: ["127.0.0.1", "10.96.0.1"],
		hosts: ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"],
	},
	kubelet: { commonName: "kubelet", usage: "server", addresses: ["127.0.0.1"], hosts: ["localhost"] },
	"apiserver-kubelet": {
		commonName: "kube-apiserver-kubelet-client",
		organisations: ["system:masters"],
		usage: "client",
	},
	"kubelet-client": { commonName: "system:node:harbor", organisations: ["system:nodes"], usage: "client" },
};

/**
 * Makes on the first start, and reads on later ones, the certificate authority, the certificates and the admin's token
 * in `<data>/kubernetes/pki`, and writes `<data>/kubeconfig` (token) and `<data>/kubelet.kubeconfig` (certificate).
 */
export function loadCredentials(dataDir: string, port: number): Credentials {
	const folder = join(dataDir, "kubernetes", "pki");
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const authority = kept(folder, "ca", () => issueCertificate({ commonName: authorityName, usage: "authority" }));
	const issuer: Issuer = {
		name: authorityName,
		key: createPrivateKey(authority.key),
		publicKey: createPublicKey(authority.certificate),
	};
	const pair = (name: keyof typeof requests) =>
		kept(folder, name, () => issueCertificate(requests[name] ?? { commonName: name, usage: "client" }, issuer));
	pair("kubelet");
	const kubelet = pair("kubelet-client");
	const adminToken = keptToken(folder, "admin.token");
	const server = `https://127.0.0.1:${port}`;
	const base64 = (content: string) => Buffer.from(content).toString("base64");
	write(
		join(dataDir, "kubeconfig"),
		kubeconfig(server, authority.certificate, { name: "admin", credentials: { token: adminToken } }),
	);
	write(
		join(dataDir, "kubelet.kubeconfig"),
		kubeconfig(server, authority.certificate, {
			name: "kubelet",
			credentials: {
				"client-certificate-data": base64(kubelet.certificate),
				"client-key-data": base64(kubelet.key),
			},
		}),
	);
	return {
		authority: authority.certificate,
		server: pair("apiserver"),
		kubeletClient: pair("apiserver-kubelet"),
		adminToken,
	};
}
