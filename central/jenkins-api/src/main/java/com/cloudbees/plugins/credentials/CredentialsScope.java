package com.cloudbees.plugins.credentials;

import hudson.model.ModelObject;
import java.io.Serializable;

public enum CredentialsScope implements Serializable {
    SYSTEM {
        @Override
        public String getDisplayName() {
            throw new UnsupportedOperationException("declared only");
        }

        @Override
        public boolean isVisible(ModelObject context) {
            throw new UnsupportedOperationException("declared only");
        }
    },
    GLOBAL {
        @Override
        public String getDisplayName() {
            throw new UnsupportedOperationException("declared only");
        }

        @Override
        public boolean isVisible(ModelObject context) {
            throw new UnsupportedOperationException("declared only");
        }
    },
    USER {
        @Override
        public String getDisplayName() {
            throw new UnsupportedOperationException("declared only");
        }

        @Override
        public boolean isVisible(ModelObject context) {
            throw new UnsupportedOperationException("declared only");
        }
    };

    public abstract String getDisplayName();

    public abstract boolean isVisible(ModelObject context);
}
