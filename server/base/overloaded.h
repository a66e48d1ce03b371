#pragma once

namespace madoguchi::base {

/// One visitor of a variant made of several closures.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
// g++ would find this by itself (C++20), clang 14 does not.
template <class... Parts>
Overloaded(Parts...) -> Overloaded<Parts...>;

}  // namespace madoguchi::base
