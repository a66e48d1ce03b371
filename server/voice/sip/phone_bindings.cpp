#include "voice/sip/phone_bindings.h"

#include <algorithm>

#include "base/ascii.h"

namespace madoguchi::voice {
namespace {

std::string transport_param(const uri& address) {
  pl value{};
  const int error = msg_param_decode(&address.params, "transport", &value);
  return error == 0 ? base::lower_ascii(view_of(value)) : "udp";
}

bool read_address(uri& address, std::string_view text) {
  const pl whole{text.data(), text.size()};
  return uri_decode(&address, &whole) == 0 && view_of(address.scheme) == "sip";
}

}  // namespace

bool is_same_address(std::string_view left, std::string_view right) {
  uri a{};
  uri b{};
  if (!read_address(a, left) || !read_address(b, right)) return false;
  return view_of(a.user) == view_of(b.user) && a.port == b.port &&
         base::lower_ascii(view_of(a.host)) == base::lower_ascii(view_of(b.host)) &&
         transport_param(a) == transport_param(b);
}

const std::vector<PhoneBinding>& PhoneBindings::of(const std::string& extension) const {
  static const std::vector<PhoneBinding> none;
  const auto found = by_extension_.find(extension);
  return found == by_extension_.end() ? none : found->second;
}

void PhoneBindings::put(const std::string& extension, PhoneBinding binding) {
  remove_if(extension, [&](const PhoneBinding& other) {
    return other.flow == binding.flow || is_same_address(other.contact, binding.contact);
  });
  if (const auto& present = of(extension); present.size() >= kMostOfExtension) {
    const std::string oldest = present.front().contact;
    remove(extension, oldest);
  }
  ++flows_[binding.flow.address];
  by_extension_[extension].push_back(std::move(binding));
}

void PhoneBindings::remove(const std::string& extension, const std::string& contact) {
  remove_if(extension,
            [&](const PhoneBinding& binding) { return is_same_address(binding.contact, contact); });
}

void PhoneBindings::remove_all(const std::string& extension) {
  remove_if(extension, [](const PhoneBinding&) { return true; });
}

std::vector<std::string> PhoneBindings::expire(base::Time now) {
  const auto is_over = [&](const PhoneBinding& binding) { return binding.expires_at <= now; };
  std::vector<std::string> extensions;
  for (const auto& [extension, bindings] : by_extension_) {
    if (std::ranges::any_of(bindings, is_over)) extensions.push_back(extension);
  }
  for (const std::string& extension : extensions) remove_if(extension, is_over);
  return extensions;
}

bool PhoneBindings::is_at(const std::string& extension, const NetAddress& host) const {
  return std::ranges::any_of(of(extension), [&](const PhoneBinding& binding) {
    return binding.flow.address.has_same_host(host);
  });
}

template <class Predicate>
void PhoneBindings::remove_if(const std::string& extension, Predicate predicate) {
  const auto found = by_extension_.find(extension);
  if (found == by_extension_.end()) return;
  std::erase_if(found->second, [&](const PhoneBinding& binding) {
    if (!predicate(binding)) return false;
    uncount(flows_, binding.flow.address);
    return true;
  });
  if (found->second.empty()) by_extension_.erase(found);
}

void PhoneBindings::uncount(Counts& counts, const NetAddress& address) {
  const auto found = counts.find(address);
  if (found != counts.end() && --found->second == 0) counts.erase(found);
}

PhoneInCall PhoneBindings::begin_call(const NetAddress& address) {
  ++in_calls_[address];
  const auto end = [address](PhoneBindings* bindings) { uncount(bindings->in_calls_, address); };
  return {this, end};
}

}  // namespace madoguchi::voice
