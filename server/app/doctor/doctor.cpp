#include "app/doctor/doctor.h"

#include <array>
#include <chrono>
#include <iostream>

#include <fmt/format.h>

#include "app/doctor/certificate.h"
#include "app/doctor/data_folder.h"
#include "app/doctor/database.h"
#include "app/doctor/machine.h"
#include "app/doctor/network.h"
#include "app/doctor/ports.h"
#include "app/doctor/trunk_answers.h"

namespace madoguchi::app::doctor {
namespace {

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk:
      return "ok";
    case Verdict::kWarning:
      return "warning";
    case Verdict::kError:
      return "error";
  }
  return {};
}

/// Prints as it goes: asking trunks takes a while.
class Report {
 public:
  void add(const Findings& findings) {
    for (const Finding& finding : findings) {
      std::cout << fmt::format("{:<8} {}", word_of(finding.verdict), finding.text);
      if (!finding.advice.empty()) std::cout << ' ' << finding.advice;
      std::cout << std::endl;
      ++counts_[static_cast<std::size_t>(finding.verdict)];
    }
  }
  [[nodiscard]] int close() const {
    const auto count = [&](Verdict verdict) { return counts_[static_cast<std::size_t>(verdict)]; };
    std::cout << fmt::format("{} ok, {} warnings, {} errors\n", count(Verdict::kOk),
                             count(Verdict::kWarning), count(Verdict::kError));
    return count(Verdict::kError) > 0 ? 1 : 0;
  }

 private:
  std::array<int, 3> counts_{};
};

}  // namespace

int examine(const Options& options) {
  Report report;
  report.add(look_at_machine());
  const DataFolder folder = look_at_data(options.data);
  report.add(folder.findings);
  KeptTrunks kept;
  if (folder.may_open) kept = look_at_database(options);
  report.add(kept.findings);
  report.add(look_at_certificate(options, std::chrono::system_clock::now()));
  const Ports ports = look_at_ports(options);
  report.add(ports.findings);
  if (!options.sip) return report.close();
  std::vector<voice::Trunk> trunks = options.trunks;
  trunks.insert(trunks.end(), kept.trunks.begin(), kept.trunks.end());
  report.add(look_at_addresses(options, trunks));
  report.add(look_at_rtp(options, ports.is_running));
  report.add(ask_trunks(options, trunks));
  return report.close();
}

}  // namespace madoguchi::app::doctor
