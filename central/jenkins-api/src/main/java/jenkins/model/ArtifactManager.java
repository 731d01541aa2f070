package jenkins.model;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import java.io.IOException;
import java.util.Map;

public abstract class ArtifactManager {
    public ArtifactManager() {}

    public abstract void archive(
            FilePath filePath, Launcher launcher, BuildListener buildListener, Map<String, String> map)
            throws IOException, InterruptedException;
}
