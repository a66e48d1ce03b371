#include "transport/target.h"

#include <algorithm>

#include "transport/header_text.h"
#include "transport/percent.h"

namespace madoguchi::transport {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// The part before `separator`; `rest` keeps what follows it.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto at = rest.find(separator);
  const auto part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return part;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    const auto segment = take_until(path, '/');
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

bool has_encoded_slash(std::string_view path) {
  return path.find("%2f") != std::string_view::npos || path.find("%2F") != std::string_view::npos;
}

/// Takes "http://authority" off the front of an absolute-form target.
std::string_view take_authority(std::string_view& target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    return authority;
  }
  return {};
}

base::Result<std::string> decode_path(std::string_view raw) {
  if (!raw.starts_with('/'))
    return base::fail(base::invalid_input("path", "a path that starts with /"));
  if (has_encoded_slash(raw)) return base::fail(base::invalid_input("path", "no encoded slash"));
  auto decoded = percent_decode(raw, Plus::kLiteral);
  if (!decoded || std::ranges::any_of(*decoded, is_control)) {
    return base::fail(
        base::invalid_input("path", "percent-encoded UTF-8 without control characters"));
  }
  if (has_dot_segment(*decoded))
    return base::fail(base::invalid_input("path", "no . or .. segment"));
  return *std::move(decoded);
}

}  // namespace

base::Result<Target> parse_target(std::string_view raw) {
  Target target;
  target.authority = take_authority(raw);
  raw = raw.substr(0, raw.find('#'));
  const auto question = raw.find('?');
  const auto path = raw.substr(0, question);
  MDG_ASSIGN(target.path, decode_path(path.empty() && !target.authority.empty() ? "/" : path));
  if (question != std::string_view::npos) target.query = raw.substr(question + 1);
  if (!percent_decode(target.query, Plus::kSpace)) {
    return base::fail(base::invalid_input("query", "percent-encoded UTF-8 without U+0000"));
  }
  return target;
}

std::optional<std::string> find_query_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    auto value = take_until(query, '&');
    const auto key = percent_decode(take_until(value, '='), Plus::kSpace);
    if (key && *key == name) return percent_decode(value, Plus::kSpace);
  }
  return std::nullopt;
}

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto pair = take_until(header, ';');
    if (pair.find('=') == std::string_view::npos) continue;
    if (without_spaces(take_until(pair, '=')) == name) return without_spaces(pair);
  }
  return std::nullopt;
}

}  // namespace madoguchi::transport
