package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    private CredentialsMatchers() {}

    public static CredentialsMatcher always() {
        throw new UnsupportedOperationException("declared only");
    }

    public static CredentialsMatcher instanceOf(Class type) {
        throw new UnsupportedOperationException("declared only");
    }

    public static CredentialsMatcher withId(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static CredentialsMatcher not(CredentialsMatcher matcher) {
        throw new UnsupportedOperationException("declared only");
    }

    public static CredentialsMatcher withScope(CredentialsScope scope) {
        throw new UnsupportedOperationException("declared only");
    }

    public static CredentialsMatcher allOf(CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException("declared only");
    }
}
