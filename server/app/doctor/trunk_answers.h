#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/doctor/finding.h"
#include "app/options.h"

namespace madoguchi::app::doctor {

/// Asks each trunk by OPTIONS (RFC 3261 section 11), all at the same time, from ports of its own:
/// what runs is not disturbed, and nothing is registered. Takes as long as the slowest, at most 8
/// s.
[[nodiscard]] Findings ask_trunks(const Options& options, const std::vector<voice::Trunk>& trunks);

/// What a response to OPTIONS shows.
struct OptionsAnswer {
  int status = 0;
  std::string sent_by;   ///< of the topmost Via, which is to be ours
  std::string received;  ///< its parameter (section 18.2.1): where the trunk saw us; empty: as sent
};
/// Nothing when it is no SIP response. The text comes from the network.
[[nodiscard]] std::optional<OptionsAnswer> read_options_answer(std::string_view text);

/// `sent_by` is what our Via said; `public_host`, what --public-address says, may be empty.
[[nodiscard]] Finding judge_answer(const std::string& trunk, const OptionsAnswer& answer,
                                   const std::string& sent_by, const std::string& public_host);

}  // namespace madoguchi::app::doctor
