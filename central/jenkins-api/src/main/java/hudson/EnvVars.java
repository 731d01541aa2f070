package hudson;

import java.util.Map;
import java.util.TreeMap;

public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {}

    public EnvVars(Map<String, String> map) {}

    public EnvVars(EnvVars envVars) {}

    public EnvVars(String... strings) {}

    public String expand(String value) {
        throw new UnsupportedOperationException("declared only");
    }
}
