# frozen_string_literal: true

# Signed addresses of Edgecard's cards, for a main site in Ruby 2.7 or newer. Standard library only.

require 'json'
require 'openssl'

module Edgecard
  MAX_PATH_LENGTH = 4096

  # What card-schema trims, which is what JavaScript's trim() does; String#strip has another list.
  SPACE = " \v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" \
          "\u2028\u2029\u202f\u205f\u3000\ufeff"
  LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/.freeze
  # What no text of a card holds: controls and overrides of the direction.
  UNWANTED = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e]/.freeze
  # A text without any other character shows nothing, and is empty.
  VISIBLE = Regexp.new(
    "[^#{SPACE}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164" \
    "\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\ufffb\ufffe\uffff\u{13430}-\u{13442}\u{16fe4}\u{1bca0}-\u{1bca3}\u{1d159}" \
    "\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}" \
    "#{(1..16).flat_map { |plane| [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff] }.pack('U*')}]"
  ).freeze
  private_constant :SPACE, :LINE_BREAKS, :UNWANTED, :VISIBLE

  module_function

  # The address of a card with free text.
  #
  # values: the template's fields in the order of the README's table, all of them: an empty string, 0 or an empty array
  # where there is nothing to say. Raises ArgumentError for what Edgecard would answer with the default card.
  def card_url(template, values, key, origin, design_version = nil)
    expect(template, /\A[a-z][a-z0-9]{0,30}\z/, "template must be a template's name such as article")
    expect(origin, %r{\Ahttps?://[^/?#\s]+\z}, 'origin must be an origin such as https://social.app.com')
    expect(design_version, /\A[0-9a-f]{12}\z/, 'design_version must be 12 hexadecimal digits') unless design_version.nil?
    raise ArgumentError, 'key must not be empty' if key.empty?

    payload = base64url(JSON.generate(values.each_with_index.map { |value, at| canonical(value, at) }))
    mac = OpenSSL::HMAC.digest('SHA256', key, "#{template}/#{payload}")
    version = design_version.nil? ? '' : "/~#{design_version}"
    path = "#{version}/#{template}/#{payload}.#{base64url(mac[0, 16])}.jpg"
    if path.length > MAX_PATH_LENGTH
      raise ArgumentError, "the path has #{path.length} characters, more than #{MAX_PATH_LENGTH}: shorten the texts"
    end

    origin + path
  end

  def expect(text, pattern, message)
    raise ArgumentError, "#{message}; got #{text.to_s[0, 40].inspect}" unless text.is_a?(String) && pattern.match?(text)
  end
  private_class_method :expect

  def canonical(value, at)
    case value
    when Integer then value
    when String then text(value, at)
    when Array then value.map { |item| item.is_a?(String) ? text(item, at) : refuse(item, at) }
    else refuse(value, at)
    end
  end
  private_class_method :canonical

  def refuse(value, at)
    raise ArgumentError, "values[#{at}] must be a text, a whole number or an array of texts; got #{value.class}"
  end
  private_class_method :refuse

  def text(value, at)
    line = in_utf8(value, at).scrub('').gsub(UNWANTED, '').gsub(LINE_BREAKS, ' ')
    line = trimmed(line.unicode_normalize(:nfc))
    VISIBLE.match?(line) ? line : ''
  end
  private_class_method :text

  def in_utf8(value, at)
    value.encode(Encoding::UTF_8)
  rescue EncodingError
    raise ArgumentError, "values[#{at}] must be a text in a known encoding; got #{value.encoding}"
  end
  private_class_method :in_utf8

  # No pattern: one for the end of the text would be tried at every blank in it, which takes the square of their number.
  def trimmed(line)
    letters = line.chars
    first = letters.index { |letter| !SPACE.include?(letter) }
    return '' if first.nil?

    letters[first..letters.rindex { |letter| !SPACE.include?(letter) }].join
  end
  private_class_method :trimmed

  # Array#pack instead of the gem base64, which Ruby 3.4 no longer brings along.
  def base64url(bytes)
    [bytes].pack('m0').tr('+/', '-_').delete('=')
  end
  private_class_method :base64url
end
