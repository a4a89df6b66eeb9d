#include "print/document.h"

namespace warploom::print {

using ElementKind = Document::Element::Kind;

void Document::Start(bool records) {
  text_.clear();
  elements_.clear();
  open_.clear();
  depth_ = 0;
  records_ = records;
}

void Document::OpenBracket(char bracket, Items items) {
  if (!records_) {
    text_ += bracket;
    return;
  }
  Begin({.kind = ElementKind::kGroup, .is_bracket = true});
  text_ += bracket;
  ++depth_;
  Add(ElementKind::kIndent);
  Add(ElementKind::kSoftBreak);
  if (items == Items::kTogether) {
    Begin({.kind = ElementKind::kGroup});
  }
}

void Document::CloseBracket(char bracket, TrailingComma comma) {
  if (!records_) {
    text_ += bracket;
    return;
  }
  const bool has_inner_group = !elements_[open_.back()].is_bracket;
  const uint32_t group = open_[open_.size() - (has_inner_group ? 2 : 1)];
  if (text_.size() == elements_[group].offset + 1) {  // No items.
    elements_.resize(group);
    open_.resize(open_.size() - (has_inner_group ? 2 : 1));
    --depth_;
    text_ += bracket;
    return;
  }
  if (comma == TrailingComma::kIfBroken) {
    Add(ElementKind::kCommaIfBroken);
  }
  if (has_inner_group) {
    End(ElementKind::kEndGroup);
  }
  Add(ElementKind::kEndIndent);
  Add(ElementKind::kSoftBreak);
  --depth_;
  text_ += bracket;
  End(ElementKind::kEndGroup);
}

void Document::Comma() {
  text_ += ',';
  if (records_) {
    Add(ElementKind::kSpaceBreak);
  }
  text_ += ' ';
}

void Document::BeginChain() {
  if (records_) {
    Begin({.kind = ElementKind::kGroup});
  }
}

void Document::Operator(std::string_view spelling, int precedence) {
  if (records_) {
    Add(ElementKind::kSpaceBreak);
    elements_.back().precedence = static_cast<uint8_t>(precedence);
  }
  Append(" ", spelling, " ");
}

void Document::EndChain() {
  if (records_) {
    End(ElementKind::kEndGroup);
  }
}

void Document::BeginValue(bool is_tuple, bool is_whole) {
  if (records_) {
    Begin({.kind = ElementKind::kValue, .is_tuple = is_tuple, .is_whole = is_whole});
  }
}

void Document::EndValue() {
  if (records_) {
    End(ElementKind::kEndValue);
  }
}

void Document::Add(ElementKind kind) {
  elements_.push_back(
      {.kind = kind, .is_outer = depth_ == 0, .offset = static_cast<uint32_t>(text_.size())});
}

void Document::Begin(Element element) {
  element.offset = static_cast<uint32_t>(text_.size());
  open_.push_back(static_cast<uint32_t>(elements_.size()));
  elements_.push_back(element);
}

void Document::End(ElementKind kind) {
  elements_[open_.back()].end = static_cast<uint32_t>(elements_.size());
  open_.pop_back();
  Add(kind);
}

}  // namespace warploom::print
