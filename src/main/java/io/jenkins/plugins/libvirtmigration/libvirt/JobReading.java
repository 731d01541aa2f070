package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** virDomainGetJobStats, as {@link JobStatistics}. */
final class JobReading {
    private static final int COMPLETED = 1;

    /** COMPLETED alone clears what it reads. */
    private static final int KEEP_COMPLETED = 2;

    private static final String ERROR_MESSAGE = "errmsg";

    private JobReading() {}

    static JobStatistics running(DaemonDomain domain) {
        return domain.jobStatistics(0);
    }

    /** Empty where no job has finished, or libvirt has forgotten it. */
    static Optional<JobStatistics> completed(DaemonDomain domain) {
        JobStatistics read = domain.jobStatistics(COMPLETED | KEEP_COMPLETED);
        return read.type() == JobType.NONE ? Optional.empty() : Optional.of(read);
    }

    static JobStatistics of(int type, Map<String, Object> values) {
        Map<String, Long> figures = new HashMap<>();
        values.forEach((field, value) -> {
            if (value instanceof Long number) {
                figures.put(field, number);
            } else if (value instanceof Boolean truth) {
                figures.put(field, truth ? 1L : 0L);
            }
        });
        JobType[] types = JobType.values();
        return new JobStatistics(
                type >= 0 && type < types.length ? types[type] : JobType.NONE, figures, Optional.ofNullable((String)
                        values.get(ERROR_MESSAGE)));
    }
}
