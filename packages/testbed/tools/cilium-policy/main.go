// Command cilium-policy says what Cilium makes of flows: it reads policies, identities and flows as JSON from its
// standard input and writes a verdict for each flow to its standard output. Policies are parsed, and verdicts computed,
// by Cilium's own code (pkg/policy), as its agent does it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/policy/types"
	"github.com/cilium/cilium/pkg/policy/utils"
	"github.com/cilium/cilium/pkg/u8proto"
	envoy "github.com/cilium/proxy/go/cilium/api"
)

// input is what is read.
type input struct {
	// Policies are CiliumNetworkPolicies.
	Policies []*v2.CiliumNetworkPolicy `json:"policies"`
	// Identities are who may talk, by a name of the caller's: labels as Cilium writes them
	// (`k8s:io.kubernetes.pod.namespace=shop`, `reserved:ingress`, `cidr:169.254.169.254/32`). What belongs to a pod
	// gets the label of its cluster, as every pod has it, and loses those that Cilium does not tell pods apart by.
	Identities map[string][]string `json:"identities"`
	Flows      []flow              `json:"flows"`
}

type flow struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Port     uint16 `json:"port"`
	Protocol string `json:"protocol"`
}

// verdict is what is written for a flow: `allowed` or `denied`, by the sender's policies and by the receiver's.
type verdict struct {
	Egress  string `json:"egress"`
	Ingress string `json:"ingress"`
}

// The name that Cilium gives a cluster which has none, and the label by which a pod says where it is: selectors of
// policies are about the pods of their own cluster.
const (
	cluster      = "default"
	clusterLabel = "io.cilium.k8s.policy.cluster"
)

// First numbers of identities that are pods of the cluster, and of those that are addresses outside of it.
const (
	firstPod     = identity.NumericIdentity(1000)
	firstAddress = identity.IdentityScopeLocal
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var in input
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return fmt.Errorf("standard input is no JSON of policies, identities and flows: %w", err)
	}
	verdicts, err := judge(in)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(verdicts)
}

func judge(in input) ([]verdict, error) {
	// Cilium logs what it does; warnings and errors are worth seeing.
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	// As its agent has it in a cluster of Kubernetes: what the node itself sends to its pods is let in.
	option.Config.UnsafeDaemonConfigOption.AllowLocalhost = option.AllowLocalhostAlways
	policy.SetPolicyEnabled(option.DefaultEnforcement)

	if err := labelsfilter.ParseLabelPrefixCfg(logger, nil, nil, ""); err != nil {
		return nil, err
	}

	identities, err := identitiesOf(in.Identities)
	if err != nil {
		return nil, err
	}
	known := identity.IdentityMap{}
	for _, one := range identities {
		known[one.ID] = one.LabelArray
	}
	manager := identitymanager.NewIDManager(logger)
	repository := policy.NewPolicyRepository(logger, known, noSecrets{}, noEnvoy{}, manager, noMetrics{})
	repository.UpdateIdentities(known, nil)
	for _, one := range in.Policies {
		rules, err := one.Parse(logger, cluster)
		if err != nil {
			return nil, fmt.Errorf("policy %s/%s: %w", one.Namespace, one.Name, err)
		}
		repository.MustAddPolicyEntries(utils.RulesToPolicyEntries(rules))
	}
	verdicts := make([]verdict, 0, len(in.Flows))
	for _, one := range in.Flows {
		from, isFrom := identities[one.From]
		to, isTo := identities[one.To]
		if !isFrom || !isTo {
			return nil, fmt.Errorf("flow from %q to %q: both must be identities", one.From, one.To)
		}
		protocol, err := u8proto.ParseProtocol(one.Protocol)
		if err != nil {
			return nil, fmt.Errorf("flow from %q to %q: %w", one.From, one.To, err)
		}
		result, _, _, err := policy.LookupFlow(logger, repository, manager, types.Flow{From: from, To: to, Proto: protocol, Dport: one.Port})
		if err != nil {
			return nil, fmt.Errorf("flow from %q to %q: %w", one.From, one.To, err)
		}
		verdicts = append(verdicts, verdict{Egress: result.Egress.String(), Ingress: result.Ingress.String()})
	}
	return verdicts, nil
}

// identitiesOf numbers identities as Cilium does: those it has reserved, addresses, and pods.
func identitiesOf(named map[string][]string) (map[string]*identity.Identity, error) {
	pod, address := firstPod, firstAddress
	identities := map[string]*identity.Identity{}
	for name, texts := range named {
		if len(texts) == 0 {
			return nil, fmt.Errorf("identity %q has no labels", name)
		}
		set := labels.NewLabelsFromModel(texts)
		if reserved := identity.LookupReservedIdentityByLabels(set); reserved != nil {
			identities[name] = reserved
			continue
		}
		if set.HasSource(labels.LabelSourceCIDR) {
			address++
			identities[name] = identity.NewIdentity(address, set)
			continue
		}
		pod++
		set[clusterLabel] = labels.NewLabel(clusterLabel, cluster, labels.LabelSourceK8s)
		relevant, _ := labelsfilter.Filter(set)
		identities[name] = identity.NewIdentity(pod, relevant)
	}
	return identities, nil
}

// noSecrets: no certificates are at hand here. Verdicts about ports and peers do not need them.
type noSecrets struct{}

func (noSecrets) GetTLSContext(context.Context, *api.TLSContext, string) (ca, public, private string, inlineSecrets bool, err error) {
	return "", "", "", false, errors.New("there are no certificates here")
}

// noEnvoy: what is looked into beyond the port is not judged here.
type noEnvoy struct{}

func (noEnvoy) GetEnvoyHTTPRules(*api.L7Rules, string) (*envoy.HttpNetworkPolicyRules, bool) {
	return nil, false
}

// noMetrics counts nothing.
type noMetrics struct{}

func (noMetrics) AddRule(types.PolicyEntry) {}
func (noMetrics) DelRule(types.PolicyEntry) {}
