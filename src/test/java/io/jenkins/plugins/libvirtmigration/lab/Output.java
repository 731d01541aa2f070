package io.jenkins.plugins.libvirtmigration.lab;

/** What a program wrote and how it ended. */
public record Output(int status, String out, String err) {
    @Override
    public String toString() {
        return "status " + status + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
