package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public final class FilePath implements SerializableOnlyOverRemoting {
    public FilePath(File file) {}

    public String getRemote() {
        throw new UnsupportedOperationException("declared only");
    }

    public <T> T act(FileCallable<T> fileCallable) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E {
        throw new UnsupportedOperationException("declared only");
    }

    public Computer toComputer() {
        throw new UnsupportedOperationException("declared only");
    }

    public FilePath child(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public void write(String value, String value2) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public Launcher createLauncher(TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException("declared only");
    }

    public interface FileCallable<T> extends Serializable, RoleSensitive {}
}
