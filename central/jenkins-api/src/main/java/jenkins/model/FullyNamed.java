package jenkins.model;

public interface FullyNamed extends Named {}
