/** What the command line reads from files: the site's endpoints and specs of guests; every fault by its path. */
@NullMarked
package io.polyvisor.cli.config;

import org.jspecify.annotations.NullMarked;
