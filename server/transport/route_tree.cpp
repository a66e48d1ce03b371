#include "transport/route_tree.h"

#include <stdexcept>

namespace madoguchi::transport {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string_view> segments_of(std::string_view pattern) {
  if (!pattern.starts_with('/')) throw std::logic_error("route does not start with /");
  std::vector<std::string_view> segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const auto segment = pattern.substr(0, pattern.find('/'));
    const bool has_brace = segment.find_first_of("{}") != std::string_view::npos;
    if (has_brace && !is_parameter(segment)) {
      throw std::logic_error("route has a parameter that is not a whole segment");
    }
    segments.push_back(segment);
    pattern.remove_prefix(segment.size());
  }
  return segments;
}

}  // namespace

std::size_t RouteTree::add(std::string_view pattern) {
  std::size_t node = 0;
  for (const auto segment : segments_of(pattern)) node = child(node, segment);
  if (nodes_[node].leaf == kNone) nodes_[node].leaf = leaves_++;
  return nodes_[node].leaf;
}

std::size_t RouteTree::child(std::size_t node, std::string_view segment) {
  const std::size_t next = nodes_.size();
  if (is_parameter(segment)) {
    if (nodes_[node].parameter != kNone) return nodes_[node].parameter;
    nodes_[node].parameter = next;
  } else {
    const auto [at, is_new] = nodes_[node].literals.emplace(segment, next);
    if (!is_new) return at->second;
  }
  nodes_.emplace_back();
  return next;
}

std::vector<RouteTree::Hit> RouteTree::find(std::string_view path) const {
  std::vector<Hit> hits;
  if (!path.starts_with('/')) return hits;
  std::vector<std::string_view> values;
  collect(0, path.substr(1), false, values, hits);
  return hits;
}

void RouteTree::collect(std::size_t node, std::string_view rest, bool is_at_end,
                        std::vector<std::string_view>& values, std::vector<Hit>& hits) const {
  const Node& here = nodes_[node];
  if (is_at_end) {
    if (here.leaf != kNone) hits.push_back({here.leaf, values});
    return;
  }
  const auto slash = rest.find('/');
  const auto segment = rest.substr(0, slash);
  const bool is_last = slash == std::string_view::npos;
  const auto after = is_last ? std::string_view{} : rest.substr(slash + 1);
  if (const auto literal = here.literals.find(segment); literal != here.literals.end()) {
    collect(literal->second, after, is_last, values, hits);
  }
  if (here.parameter == kNone || segment.empty()) return;
  values.push_back(segment);
  collect(here.parameter, after, is_last, values, hits);
  values.pop_back();
}

std::vector<std::string> RouteTree::parameter_names(std::string_view pattern) {
  std::vector<std::string> names;
  for (const auto segment : segments_of(pattern)) {
    if (is_parameter(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
  }
  return names;
}

}  // namespace madoguchi::transport
