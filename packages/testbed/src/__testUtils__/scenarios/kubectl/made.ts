import { Scenario } from '../../kubectl/transcript';

/** What kubectl makes itself, and sends as protobuf. */
export const made: Scenario = {
  name: 'objects that kubectl makes',
  steps: [
    { args: 'create namespace made' },
    { args: 'create configmap settings -n made --from-literal=key=value' },
    { args: 'get cm settings -n made -o yaml' },
    {
      args: 'create secret generic login -n made --from-literal=password=hidden',
    },
    { args: 'get secrets -n made' },
    { args: 'create serviceaccount robot -n made' },
    {
      args: 'create deployment web -n made --image=nginx:1.27 --replicas=0 --port=80',
    },
    { args: 'get deploy web -n made -o jsonpath={.spec.template.spec}' },
    { args: 'create service clusterip web -n made --tcp=80:8080' },
    { args: 'get service web -n made' },
    { args: 'create job once -n made --image=busybox -- true' },
    { args: 'get job once -n made -o jsonpath={.spec.backoffLimit}' },
    {
      args: 'create cronjob hourly -n made --image=busybox --schedule=@hourly',
    },
    { args: 'get cronjobs -n made' },
    { args: 'create quota small -n made --hard=pods=5,configmaps=3' },
    { args: 'wait quota/small -n made --for=jsonpath={.status.hard.pods}=5' },
    { args: 'create configmap more -n made' },
    {
      args: 'create role reader -n made --verb=get,list --resource=pods,deployments.apps',
    },
    { args: 'get role reader -n made -o jsonpath={.rules}' },
    {
      args: 'create rolebinding readers -n made --role=reader --user=ada --serviceaccount=made:robot',
    },
    { args: 'get rolebinding readers -n made -o wide' },
    { args: 'create ingress web -n made --rule=web.example.com/*=web:80' },
    { args: 'get ingress -n made' },
    {
      args: 'create poddisruptionbudget web -n made --selector=app=web --min-available=1',
    },
    { args: 'get pdb -n made' },
    { args: 'create priorityclass high --value=1000' },
    { args: 'get priorityclass high' },
    { args: 'autoscale deploy web -n made --min=1 --max=3 --cpu=80%' },
    { args: 'get hpa web -n made -o jsonpath={.spec.maxReplicas}' },
    { args: 'create configmap Bad_Name -n made' },
    { args: 'create configmap settings -n made' },
    { args: 'create configmap settings -n nowhere' },
  ],
};
