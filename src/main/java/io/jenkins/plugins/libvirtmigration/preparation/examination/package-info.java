/** What every examination is made of: findings, their severity, and the actions that mend them. */
package io.jenkins.plugins.libvirtmigration.preparation.examination;
