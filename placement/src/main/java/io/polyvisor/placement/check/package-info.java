/** Verifies answers and plans. Shares no code with the search: what it knows of the rules it says again in its own words. */
@NullMarked
package io.polyvisor.placement.check;

import org.jspecify.annotations.NullMarked;
