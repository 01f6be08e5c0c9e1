module mini-atlas.dev/testbed/custom-resources

go 1.26.6

// Nothing is built from this module: it pins the projects whose custom resource definitions the testbed takes.
// `go mod tidy` would remove all of them.
require (
	github.com/cilium/cilium v1.20.1
	github.com/cloudnative-pg/cloudnative-pg v1.30.0
	github.com/kyverno/kyverno v1.19.1
	sigs.k8s.io/gateway-api v1.6.1
)
