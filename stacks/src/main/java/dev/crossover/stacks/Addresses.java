package dev.crossover.stacks;

import com.hashicorp.cdktf.TerraformElement;

/** State addresses. */
final class Addresses {
  private Addresses() {}

  /**
   * Gives an element its place in the tree as its address, without the hash that CDKTF puts behind
   * nested ones: addresses are what people import, move and read in plans.
   */
  static <T extends TerraformElement> T named(T element) {
    String path = element.getNode().getPath();
    element.overrideLogicalId(path.substring(path.indexOf('/') + 1).replace('/', '-'));
    return element;
  }
}
