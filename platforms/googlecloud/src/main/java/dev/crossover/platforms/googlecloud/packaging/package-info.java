/** Container images and flex templates of this program, made without Docker. */
package dev.crossover.platforms.googlecloud.packaging;
