# Sourced by `up` and `user`: the cluster's certificate authority and kubeconfigs. Needs $state, the state folder.
pki=$state/pki

make_authority() {
  [ -f "$pki/complete" ] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=control-plane-ca" \
    -keyout "$pki/ca.key" -out "$pki/ca.crt" 2>/dev/null
  openssl genrsa -out "$pki/sa.key" 2048 2>/dev/null
  openssl rsa -in "$pki/sa.key" -pubout -out "$pki/sa.pub" 2>/dev/null
}

# sign NAME SUBJECT [EXTENSIONS]: the key and certificate NAME, unless they exist.
sign() {
  [ -f "$pki/$1.crt" ] && return
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$2" -keyout "$pki/$1.key" -out "$pki/$1.csr" 2>/dev/null
  openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAserial "$pki/ca.srl" -CAcreateserial -days 3650 \
    -extfile <(printf '%s\n' "${3:-extendedKeyUsage=clientAuth}") -out "$pki/$1.crt.new" 2>/dev/null
  rm "$pki/$1.csr"
  mv "$pki/$1.crt.new" "$pki/$1.crt"
}

# kubeconfig PORT NAME...: prints a kubeconfig with a context for each certificate NAME; the first one is current.
# The cluster is called `harbor`, and so is the only context; with several, each is called as its certificate.
kubeconfig() {
  local port=$1 name context; shift
  cat <<YAML
apiVersion: v1
kind: Config
clusters:
- {name: harbor, cluster: {server: "https://127.0.0.1:$port", certificate-authority-data: $(base64 -w0 "$pki/ca.crt")}}
users:
YAML
  for name in "$@"; do
    echo "- {name: $name, user: {client-certificate-data: $(base64 -w0 "$pki/$name.crt"), client-key-data: $(base64 -w0 "$pki/$name.key")}}"
  done
  echo contexts:
  for name in "$@"; do
    context=harbor; [ $# = 1 ] || context=$name
    echo "- {name: $context, context: {cluster: harbor, user: $name}}"
  done
  context=harbor; [ $# = 1 ] || context=$1
  echo "current-context: $context"
}
