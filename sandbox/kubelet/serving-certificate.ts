import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { issueCertificate } from "../kubernetes/pki/issue-certificate.ts";
import type { KubeletOptions } from "./options.ts";

export type ServingCertificate = { cert: string; key: string; clientCa: string | null };

/**
 * What the kubelet endpoint serves with, in PEM: the files of the options, else those that the sandbox's API server
 * has made, else an own self-signed certificate. Where the authority is known, clients need a certificate of it.
 */
export function servingCertificate(options: KubeletOptions): ServingCertificate {
	const pki = join(options.dataDir, "kubernetes", "pki");
	const given = options.tlsCert && options.tlsKey;
	if (!given && !existsSync(join(pki, "kubelet.crt"))) return ownCertificate(join(options.dataDir, "kubelet"));
	const [cert, key] = given ? [options.tlsCert, options.tlsKey] : [join(pki, "kubelet.crt"), join(pki, "kubelet.key")];
	const authority = given ? options.clientCa : join(pki, "ca.crt");
	return {
		cert: readFileSync(cert ?? "", "utf8"),
		key: readFileSync(key ?? "", "utf8"),
		clientCa: authority ? readFileSync(authority, "utf8") : null,
	};
}

function ownCertificate(folder: string): ServingCertificate {
	const [cert, key] = [join(folder, "kubelet.crt"), join(folder, "kubelet.key")];
	if (!existsSync(cert) || !existsSync(key)) {
		const hosts = ["localhost"];
		const made = issueCertificate({ commonName: "kubelet", usage: "server", addresses: ["127.0.0.1"], hosts });
		writeFileSync(key, made.key, { mode: 0o600 });
		writeFileSync(cert, made.certificate);
	}
	return { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8"), clientCa: null };
}
