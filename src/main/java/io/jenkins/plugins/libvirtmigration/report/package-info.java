/** What happened, as report.json and as a page. */
package io.jenkins.plugins.libvirtmigration.report;
