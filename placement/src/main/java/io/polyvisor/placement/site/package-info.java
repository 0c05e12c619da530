/** What a site is made of: endpoints, pools, hosts, storages, guests and services, as records. */
@NullMarked
package io.polyvisor.placement.site;

import org.jspecify.annotations.NullMarked;
