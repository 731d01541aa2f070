package io.jenkins.plugins.libvirtmigration.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.AssertHostEmptyStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.EvacuateHostStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.LiveMigrateStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.PrepareHypervisorStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.ReturnVmsStep;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.WithEvacuatedHostStep;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every web method of every form: whom it answers, and to what kind of request. */
@WithJenkins
class WebMethodsJenkinsTest {
    private static final List<Class<?>> FORMS = List.of(
            LibvirtInventory.class,
            InventoryHost.class,
            AssertHostEmptyStep.class,
            EvacuateHostStep.class,
            LiveMigrateStep.class,
            PrepareHypervisorStep.class,
            ReturnVmsStep.class,
            WithEvacuatedHostStep.class);

    private JenkinsRule jenkins;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE, Jenkins.SYSTEM_READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("reader"));
        LibvirtInventory.get().setHosts(List.of(new InventoryHost("kvm-secret", "192.0.2.11")));
    }

    /** As the path below Jenkins' own: the descriptor, and the method as a browser calls it. */
    private List<String> webMethods() {
        List<String> paths = new ArrayList<>();
        for (Class<?> form : FORMS) {
            Class<?> descriptor = form == LibvirtInventory.class
                    ? form
                    : jenkins.jenkins.getDescriptorByName(form.getName()).getClass();
            Arrays.stream(descriptor.getMethods())
                    .map(method -> method.getName())
                    .filter(name -> name.matches("do(Check|Fill|Test|Show)[A-Z].*"))
                    .map(name -> Character.toLowerCase(name.charAt(2)) + name.substring(3))
                    .map(name -> "descriptorByName/" + form.getName() + "/" + name)
                    .forEach(paths::add);
        }
        assertThat(paths).hasSizeGreaterThan(60);
        return paths;
    }

    private String answer(JenkinsRule.WebClient client, String path, HttpMethod method) throws Exception {
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), method);
        if (method == HttpMethod.POST) {
            request.setRequestParameters(List.of(
                    new NameValuePair("value", "no such thing"),
                    new NameValuePair("name", "kvm-secret"),
                    new NameValuePair("address", "127.0.0.1"),
                    new NameValuePair("port", "1"),
                    new NameValuePair("credentialsId", ""),
                    new NameValuePair("hostKey", ""),
                    new NameValuePair("agent", "")));
            client.addCrumb(request);
        }
        var response = client.getPage(request).getWebResponse();
        return response.getStatusCode() + " " + response.getContentAsString();
    }

    private JenkinsRule.WebClient clientOf(String user) throws Exception {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    /** Another site can make an administrator's browser send a GET, and not a POST with Jenkins' crumb. */
    @Test
    void onlyAPostIsAnswered() throws Exception {
        try (JenkinsRule.WebClient client = clientOf("admin")) {
            for (String path : webMethods()) {
                assertThat(answer(client, path, HttpMethod.GET)).as(path).matches("(?s)40[45] .*");
                assertThat(answer(client, path, HttpMethod.POST)).as(path).startsWith("200 ");
            }
        }
    }

    /** Whoever may only look learns neither what the inventory has nor whether there is such a thing. */
    @Test
    void nobodyElseIsToldOfTheInventory() throws Exception {
        TreeSet<String> refused = new TreeSet<>();
        try (JenkinsRule.WebClient client = clientOf("reader")) {
            for (String path : webMethods()) {
                String answer = answer(client, path, HttpMethod.POST);
                assertThat(answer).as(path).doesNotContain("kvm-secret", "192.0.2.11");
                if (answer.startsWith("403 ")) {
                    refused.add(path.substring(path.lastIndexOf('/') + 1));
                } else if (path.contains(".inventory.") || path.matches(".*/check(Host|From|To)")) {
                    assertThat(answer).as(path).doesNotContain("class=\"error\"", "class=error");
                }
            }
        }
        assertThat(refused).containsExactly("showOfferedKey", "testConnection");
    }

    /** The form of a step in a job is for who may see how the job is configured. */
    @Test
    void theHostsOfAJobAreShownToWhoMaySeeItsConfiguration() throws Exception {
        Item job = jenkins.createFreeStyleProject("patch");
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("viewer")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));
        try (var ignored = hudson.security.ACL.as2(
                hudson.model.User.getById("viewer", true).impersonate2())) {
            assertThat(HostChoice.fill(job)).isEqualTo(new ComboBoxModel("kvm-secret"));
            assertThat(HostChoice.check(job, "kvm-09").kind).isEqualTo(FormValidation.Kind.ERROR);
        }
        try (var ignored = hudson.security.ACL.as2(
                hudson.model.User.getById("builder", true).impersonate2())) {
            assertThat(HostChoice.fill(job)).isEmpty();
            assertThat(HostChoice.check(job, "kvm-09").kind).isEqualTo(FormValidation.Kind.OK);
        }
    }
}
