package jenkins.scm;

import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;

public interface RunWithSCM<
        JobT extends Job<JobT, RunT> & Queue.Task, RunT extends Run<JobT, RunT> & RunWithSCM<JobT, RunT>> {}
