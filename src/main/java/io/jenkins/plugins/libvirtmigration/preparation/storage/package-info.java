/** Storage that both hosts must see alike: accounts, directories, mounts, pools, exports, mandatory access control. */
package io.jenkins.plugins.libvirtmigration.preparation.storage;
