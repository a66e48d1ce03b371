#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace madoguchi::transport {

/// Finds the patterns that a path matches, segment by segment. A literal segment wins over a
/// {parameter}. Filled at start, then read from every I/O thread.
class RouteTree {
 public:
  struct Hit {
    std::size_t leaf = 0;
    std::vector<std::string_view>
        values;  ///< of the parameters, in order; they point into the path
  };

  /// The leaf of this pattern; patterns that differ only in the names of parameters share one.
  /// Throws std::logic_error when a pattern is malformed.
  std::size_t add(std::string_view pattern);
  /// Most specific first.
  [[nodiscard]] std::vector<Hit> find(std::string_view path) const;

  /// The names between braces, in order.
  [[nodiscard]] static std::vector<std::string> parameter_names(std::string_view pattern);

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Node {
    std::map<std::string, std::size_t, std::less<>> literals;
    std::size_t parameter = kNone;
    std::size_t leaf = kNone;
  };

  std::size_t child(std::size_t node, std::string_view segment);
  void collect(std::size_t node, std::string_view rest, bool is_at_end,
               std::vector<std::string_view>& values, std::vector<Hit>& hits) const;

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::size_t leaves_ = 0;
};

}  // namespace madoguchi::transport
