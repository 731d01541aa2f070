package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import java.util.List;
import org.jenkins.ui.icon.IconSpec;
import org.springframework.security.core.Authentication;

public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider>, IconSpec {
    private CredentialsProvider() {}

    public static final Permission USE_ITEM = null;

    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            String value,
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> list) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends IdCredentials> C findCredentialByIdInItem(
            String value, Class<C> type, Item item, Authentication authentication, List<DomainRequirement> list) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends IdCredentials> C findCredentialById(String value, Class<C> type, Run<?, ?> run) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends IdCredentials> C findCredentialById(
            String value, Class<C> type, Run<?, ?> run, DomainRequirement... domainRequirements) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends Credentials> C track(Run run, C c) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends Credentials> C track(Node node, C c) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends Credentials> C track(Item item, C c) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends IdCredentials> C findCredentialById(
            String value, Class<C> type, Run<?, ?> run, List<DomainRequirement> list) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <C extends IdCredentials> ListBoxModel listCredentialsInItemGroup(
            Class<C> type,
            ItemGroup itemGroup,
            Authentication authentication,
            List<DomainRequirement> list,
            CredentialsMatcher credentialsMatcher) {
        throw new UnsupportedOperationException("declared only");
    }
}
