// Run once by a Jenkins that starts with an empty home, see start: who may log in, the lab's hosts with their true keys,
// the agent, and two jobs to press. Secrets come in files, never in the environment or in an argument.
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.model.Node
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import jenkins.slaves.JnlpAgentReceiver
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def environment = System.getenv()
def jenkins = Jenkins.get()
def home = jenkins.rootDir
def here = new File(environment.TRY_HERE)

// Who may log in: one user, and nobody without.
def realm = new HudsonPrivateSecurityRealm(false, false, null)
realm.createAccount('admin', new File(home, 'password').text.trim())
def rights = new FullControlOnceLoggedInAuthorizationStrategy()
rights.allowAnonymousRead = false
jenkins.securityRealm = realm
jenkins.authorizationStrategy = rights
jenkins.noUsageStatistics = true
jenkins.numExecutors = 0
JenkinsLocationConfiguration.get().url = "http://127.0.0.1:${environment.TRY_PORT}/"

// The agent. It is started from outside, with the secret that is written at the end.
def agent = new DumbSlave('kvm-admin', new File(home, 'agent').path, new JNLPLauncher())
agent.numExecutors = 2
agent.labelString = 'kvm-admin'
agent.mode = Node.Mode.EXCLUSIVE
jenkins.addNode(agent)

// The inventory: what `lab path known-hosts` says, a line "h1,h1.lab.test,10.77.0.11 TYPE KEY" for each host.
def key = new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(new File(environment.TRY_IDENTITY).text)
SystemCredentialsProvider.instance.credentials.add(
        new BasicSSHUserPrivateKey(CredentialsScope.GLOBAL, 'lab', 'root', key, '', "root on the lab's hosts"))
SystemCredentialsProvider.instance.save()
LibvirtInventory.get().agent = 'kvm-admin'
LibvirtInventory.get().hosts = new File(environment.TRY_KNOWN_HOSTS).readLines().sort().collect { line ->
    def (names, type, publicKey) = line.split(' ')
    def host = new InventoryHost(names.split(',')[0], names.split(',')[0])
    host.credentialsId = 'lab'
    host.hostKey = "$type $publicKey"
    host.labels = 'lab'
    host.allowedJobs = ['evacuate-h1', 'one-off-migration']
    host
}

// The jobs.
def evacuation = jenkins.createProject(WorkflowJob, 'evacuate-h1')
evacuation.definition = new CpsFlowDefinition(new File(here, 'evacuation.Jenkinsfile').text, true)
evacuation.save()
def example = new File(environment.TRY_EXAMPLES, 'one-off-migration.xml').text
        .replace('kvm-01', 'h1').replace('kvm-02', 'h2')
jenkins.createProjectFromXML('one-off-migration', new ByteArrayInputStream(example.getBytes('UTF-8')))
jenkins.save()

new File(home, 'secret-of-agent').text = JnlpAgentReceiver.SLAVE_SECRET.mac('kvm-admin')
