package io.jenkins.plugins.libvirtmigration.hpi;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The .hpi unpacked into a folder, as Jenkins does before it loads a plugin. */
final class BuiltHpi {
    static final String OWN_JAR = "libvirt-migration.jar";

    private final Path folder;

    BuiltHpi(Path folder) throws IOException {
        this.folder = folder;
        try (JarFile hpi = new JarFile(file())) {
            for (JarEntry entry : (Iterable<JarEntry>) hpi.stream()::iterator) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The .hpi would write outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(hpi.getInputStream(entry), target);
                }
            }
        }
    }

    static File file() {
        return new File(System.getProperty("hpi"));
    }

    static List<String> filesIn(File jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    Manifest manifest() throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in);
        }
    }

    File ownJar() {
        return folder.resolve("WEB-INF/lib").resolve(OWN_JAR).toFile();
    }

    List<File> jars() throws IOException {
        List<File> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder.resolve("WEB-INF/lib"), "*.jar")) {
            files.forEach(path -> jars.add(path.toFile()));
        }
        return jars;
    }

    /** The class path of the plugin over what surrounds it; the caller closes it. */
    URLClassLoader open() throws IOException {
        URL[] urls = jars().stream().map(BuiltHpi::url).toArray(URL[]::new);
        return new URLClassLoader(urls, BuiltHpi.class.getClassLoader());
    }

    private static URL url(File jar) {
        try {
            return jar.toURI().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
