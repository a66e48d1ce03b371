#pragma once

#include <filesystem>
#include <string>

#include "app/options.h"
#include "base/random.h"
#include "features/chat_settings/chat_settings_service.h"
#include "features/message_templates/message_templates_service.h"
#include "features/ng_words/ng_words_service.h"
#include "features/operators/operators_service.h"
#include "features/services/service_directory.h"
#include "features/setup/setup_service.h"
#include "features/sign_in/password_pool.h"
#include "storage/database.h"

namespace madoguchi::app {

struct TrialParts {
  storage::Database& db;
  features::SetupService& setup;
  features::ServiceDirectory& directory;
  features::ChatSettingsService& chat_settings;
  features::OperatorsService& operators;
  features::NgWordsService& ng_words;
  features::MessageTemplatesService& message_templates;
  features::PasswordPool& passwords;
  base::Random& random;
  std::filesystem::path data;
};

inline constexpr std::string_view kTrialSignInFile = "trial-sign-in.txt";

/// Fills an empty database with the example: the organization, its shop's service, three operators
/// with passwords of their own, written to data/trial-sign-in.txt (0600). Does nothing where there
/// is an organization already.
[[nodiscard]] base::Status make_trial(TrialParts parts);

/// Calls come from this machine and go to it, under the example's number or any other, unless the
/// flags say otherwise.
void add_trial_numbers(const features::ServiceEntry& service, Options& options);

/// Lets the example shop, wherever it listens this time, embed the widget.
[[nodiscard]] base::Status allow_shop(const features::ServiceEntry& service,
                                      const std::string& shop_origin,
                                      features::ChatSettingsService& chat_settings);

}  // namespace madoguchi::app
