#pragma once

namespace madoguchi::base {

/// One visitor of a variant made of several closures.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

}  // namespace madoguchi::base
