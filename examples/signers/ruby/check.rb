# frozen_string_literal: true

# Holds the signer against the vectors: ruby examples/signers/ruby/check.rb card-schema/signature-vectors.json

require 'json'
require_relative 'edgecard'

ORIGIN = 'https://social.app.com'
DESIGN_VERSION = '0123456789ab'

def wrong_vectors(vectors)
  vectors.flat_map do |vector|
    card = [vector['template'], vector['given'], vector['key'], ORIGIN]
    signed = [Edgecard.card_url(*card), Edgecard.card_url(*card, DESIGN_VERSION)]
    (signed - [ORIGIN + vector['path'], "#{ORIGIN}/~#{DESIGN_VERSION}#{vector['path']}"]).map { |url| "#{vector['about']}: #{url}" }
  end
end

def wrong_refusals(refused)
  refused.filter_map do |refusal|
    "#{refusal['about']}: #{Edgecard.card_url(refusal['template'], refusal['given'], 'a key', ORIGIN)}"
  rescue ArgumentError
    nil
  end
end

def wrong_cuts(cuts)
  cuts.filter_map do |cut|
    text = Edgecard.clean(cut['text'], cut['max'])
    "#{cut['about']}: #{text}" unless text == cut['cut']
  end
end

file = JSON.parse(File.read(ARGV.fetch(0), encoding: 'UTF-8'))
vectors = file['vectors'] + file['cleaned']
wrong = wrong_vectors(vectors) + wrong_cuts(file['cuts']) + wrong_refusals(file['refused'])
wrong.each { |fault| puts "WRONG #{fault}" }
puts "#{vectors.length} vectors, #{file['refused'].length} refusals, #{wrong.length} wrong"
exit wrong.empty?
