package io.jenkins.plugins.libvirtmigration.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file of this machine, in words for whoever named it; Java tells it by the names of its classes. */
public final class FileProblem {
    private FileProblem() {}

    /** Without a full stop; the message around it names the file. */
    public static String of(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (problem instanceof AccessDeniedException) {
            return "this user has no right to it";
        }
        if (problem instanceof NotDirectoryException) {
            return "it is no directory";
        }
        if (problem instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (problem instanceof FileSystemException told && told.getReason() != null) {
            return told.getReason();
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
