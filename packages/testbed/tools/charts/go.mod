module mini-atlas.dev/testbed/charts

go 1.26.6

// Nothing is built from this module: it pins the projects whose charts and definitions the platform is held against.
// `go mod tidy` would remove all of them.
require (
	github.com/cilium/cilium v1.20.1
	github.com/cloudnative-pg/cloudnative-pg v1.30.0
	github.com/fluxcd/helm-controller v1.6.4
	github.com/fluxcd/kustomize-controller v1.9.5
	github.com/fluxcd/notification-controller v1.9.3
	github.com/fluxcd/source-controller v1.9.5
	github.com/kubernetes-sigs/kro v0.9.4
	github.com/kyverno/api v0.0.1-alpha.3.0.20260723090831-fb2785727f98
	github.com/kyverno/kyverno v1.19.1
	sigs.k8s.io/gateway-api v1.6.1
)
